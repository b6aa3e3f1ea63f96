/** The errors that handlers throw to answer with, and those that sending a request ends in. */
import { InvalidValueError, Iq, IqError, IqTimeoutError, parseXml, XmppError } from 'couplet';
import { describe, expect, test } from 'vitest';

const NS = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
const request = Iq.parse("<iq type='get' id='a' to='reg.example.org'/>");
const answer = (content: string): Iq => Iq.parse(`<iq type='error' id='a' from='reg.example.org'>${content}</iq>`);

describe('XmppError', () => {
  test('holds what to answer with', () => {
    const application = parseXml("<a xmlns='urn:a'/>");
    const error = new XmppError({ condition: 'not-allowed', type: 'wait', text: 'Later', application });
    expect([error.condition, error.type, error.text, error.application]).toEqual([
      'not-allowed',
      'wait',
      'Later',
      application,
    ]);
    expect([error.message, error.name, error.code]).toEqual(['not-allowed: Later', 'XmppError', 'xmpp-error']);
  });
  test('has the type of the condition, and no text, unless told', () => {
    const error = new XmppError({ condition: 'not-authorized' });
    expect([error.type, error.text, error.application, error.message]).toEqual([
      'auth',
      undefined,
      undefined,
      'not-authorized',
    ]);
  });
  test('is of a condition that there is', () => {
    expect(() => new XmppError({ condition: 'tired' as 'gone' })).toThrow(InvalidValueError);
  });
});

describe('IqError', () => {
  test('says what the answer says', () => {
    const response = answer(`<error type='modify'><conflict ${NS}/><text ${NS}>Taken</text></error>`);
    const error = new IqError(request, response);
    expect([error.condition, error.type, error.text]).toEqual(['conflict', 'modify', 'Taken']);
    expect([error.request, error.response]).toEqual([request, response]);
    expect([error.message, error.code]).toEqual(['reg.example.org answered with the error conflict', 'iq-error']);
    expect(error).not.toBeInstanceOf(XmppError);
  });
  test('of an answer that says nothing, or nothing that can be read, is undefined-condition', () => {
    for (const content of ['', '<error/>', "<error code='x'/>", `<error type='x'><tired ${NS}/></error>`]) {
      const error = new IqError(request, answer(content));
      expect([error.condition, error.text]).toEqual(['undefined-condition', undefined]);
    }
    expect(new IqError(request, answer(`<error type='x'><conflict ${NS}/></error>`)).type).toBeUndefined();
    expect(new IqError(new Iq(), answer('')).message).toBe('the server answered with the error undefined-condition');
  });
  test('of an answer by the codes of old is the condition of the code', () => {
    expect(new IqError(request, answer("<error code='404'>Not found</error>")).condition).toBe('item-not-found');
  });
});

describe('IqTimeoutError', () => {
  test('says who did not answer, and how long it was waited', () => {
    const error = new IqTimeoutError(request, 1500);
    expect([error.message, error.code]).toEqual(['reg.example.org did not answer within 1500 ms', 'iq-timeout']);
    expect(error.request).toBe(request);
    expect(new IqTimeoutError(new Iq(), 10).message).toBe('The server did not answer within 10 ms');
    expect(error).not.toBeInstanceOf(XmppError);
  });
});
