/** Everything that couplet/testing has for a stanza class, under vitest. */
import { TestStream, testFixtures } from 'couplet/testing';
import { checkStanzaClass } from 'couplet/testing/arbitrary';
import { expect, test } from 'vitest';
import { Poll, PollIq, serve } from './poll.js';

const lunch = Poll.of({
  question: 'Where do we have lunch?',
  options: [
    { label: 'Here', votes: 2 },
    { label: 'There', votes: 0 },
  ],
});

test('a poll keeps the laws of stanza classes', () => checkStanzaClass(Poll));

test('a poll as XML', async () => {
  expect(lunch).toEqualXml(`
    <poll xmlns="urn:example:poll">
      <question>Where do we have lunch?</question>
      <option votes="2"><label>Here</label></option>
      <option votes="0"><label>There</label></option>
    </poll>`);
  expect(lunch).toContainXml('<poll xmlns="urn:example:poll"><option votes="2"/></poll>');
  expect(lunch).toMatchPath('{urn:example:poll}poll/option/label');
  await expect(lunch).toRoundTrip();
});

test('what is malformed is found', () => {
  const poll = Poll.parse('<poll xmlns="urn:example:poll"><option votes="many"/></poll>');
  expect(poll).toHaveIssues('options.0.votes');
});

test('a poll is served', async () => {
  const stream = new TestStream();
  serve(stream, lunch);
  await stream.receive(`
    <iq type="get" id="p1" from="bill@example.org"><poll xmlns="urn:example:poll"/></iq>`);
  const answer = await stream.expectSent(`
    <iq type="result" id="p1" to="bill@example.org">${lunch}</iq>`);
  expect(new PollIq(answer).get('poll').get('options')).toHaveLength(2);
  await stream.expectNothingSent();
});

testFixtures(new URL('./fixtures/', import.meta.url), { test, classes: [Poll] });
