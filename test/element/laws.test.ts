/** The classes of this folder, and those of RFC 6120, keep the laws of stanza classes. */
import { Iq, Message, Presence, StanzaError, StreamError } from 'couplet';
import { checkStanzaClass } from 'couplet/testing/arbitrary';
import { test } from 'vitest';
import { Delay, Form, FormField, Forwarded, Note, Registration } from './classes.js';

test.each([Delay, Form, FormField, Forwarded, Note, Registration, Iq, Message, Presence, StanzaError, StreamError])(
  '%o',
  (stanzaClass) => checkStanzaClass(stanzaClass),
);
