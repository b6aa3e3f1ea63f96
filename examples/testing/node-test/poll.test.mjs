/** The checks as plain functions, under node:test, with nothing installed but couplet. */
import { test } from 'node:test';
import {
  assertContainsXml,
  assertEqualXml,
  assertHasIssues,
  assertMatchesPath,
  assertRoundTrip,
  TestStream,
  testFixtures,
} from 'couplet/testing';
import { Poll } from './poll.mjs';

const lunch = Poll.of({ question: 'Where do we have lunch?', options: [{ label: 'Here', votes: 2 }] });

test('a poll as XML', async (t) => {
  assertEqualXml(
    lunch,
    `<poll xmlns="urn:example:poll">
      <question>Where do we have lunch?</question>
      <option votes="2"><label>Here</label></option>
    </poll>`,
  );
  assertContainsXml(lunch, '<poll xmlns="urn:example:poll"><option votes="2"/></poll>');
  assertMatchesPath(lunch, '{urn:example:poll}poll/option/label');
  assertHasIssues(lunch, []);
  for (const { name, skipped } of await assertRoundTrip(lunch)) t.diagnostic(`${name}: ${skipped ?? 'gone'}`);
});

test('a poll is asked for', async () => {
  const stream = new TestStream({ jid: 'me@example.org/x', predictableIds: true });
  stream.answer('iq/{urn:example:poll}poll', (iq) => iq.reply().setPayload(lunch));
  const answer = await stream.makeIq({ type: 'get', to: 'polls.example.org' }).append(new Poll()).send();
  assertEqualXml(answer.get(Poll), lunch);
  await stream.expectSent('<iq type="get" id="1" to="polls.example.org"><poll xmlns="urn:example:poll"/></iq>');
});

testFixtures(new URL('./fixtures/', import.meta.url), { test, classes: [Poll] });
