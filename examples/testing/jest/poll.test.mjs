/** The matchers and the laws of stanza classes, under Jest. */
import { expect, jest, test } from '@jest/globals';
import { Callback, IqTimeoutError, MatchXPath } from 'couplet';
import { checkStanzaClass } from 'couplet/testing/arbitrary';
import { matchers, TestStream } from 'couplet/testing/jest';
import { Poll } from './poll.mjs';

expect.extend(matchers);

const lunch = Poll.of({ question: 'Where do we have lunch?', options: [{ label: 'Here', votes: 2 }] });

test('a poll keeps the laws of stanza classes', () => checkStanzaClass(Poll));

test('a poll as XML', async () => {
  expect(lunch).toEqualXml(`
    <poll xmlns="urn:example:poll">
      <question>Where do we have lunch?</question>
      <option votes="2"><label>Here</label></option>
    </poll>`);
  expect(lunch).not.toContainXml('<poll xmlns="urn:example:poll"><closed/></poll>');
  expect(lunch).toMatchPath('{urn:example:poll}poll/option/label');
  expect(lunch).not.toHaveIssues();
  await expect(lunch).toRoundTrip();
});

test('a poll is served', async () => {
  const stream = new TestStream();
  const asked = new MatchXPath('iq/{urn:example:poll}poll');
  stream.registerHandler(new Callback('poll', asked, (iq) => iq.reply().setPayload(lunch.copy()).send()));
  await stream.receive('<iq type="get" id="p1" from="bill@example.org"><poll xmlns="urn:example:poll"/></iq>');
  await stream.expectSent(`<iq type="result" id="p1" to="bill@example.org">${lunch}</iq>`);
});

test('nobody answers', async () => {
  jest.useFakeTimers();
  const stream = new TestStream();
  const answer = stream.makeIq({ type: 'get', to: 'polls.example.org' }).send({ timeout: 60_000 });
  await stream.nextSent();
  jest.advanceTimersByTime(60_000);
  await expect(answer).rejects.toThrow(IqTimeoutError);
});
