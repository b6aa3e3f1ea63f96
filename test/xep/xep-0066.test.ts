/** XEP-0066: an address of something outside of XMPP. The XML is written after the specification. */
import { Message, registerStanzaPlugin, unregisterStanzaPlugin } from 'couplet';
import { OutOfBandData } from 'couplet/xep/0066';
import { afterAll, expect, test } from 'vitest';
import { xml } from './support/stream.js';

const PictureMessage = registerStanzaPlugin(Message, OutOfBandData);
afterAll(() => unregisterStanzaPlugin(Message, OutOfBandData));

const picture = xml(`
  <message to='romeo@example.net' type='chat'>
    <body>See</body>
    <x xmlns='jabber:x:oob'><url>https://example.org/rose.jpg</url><desc>A rose</desc></x>
  </message>`);

test('it is read', () => {
  const oob = new PictureMessage(picture.clone()).get('oob');
  expect([oob.get('url'), oob.get('desc')]).toEqual(['https://example.org/rose.jpg', 'A rose']);
});

test('it is written', () => {
  const message = PictureMessage.of({ to: 'romeo@example.net', type: 'chat', body: 'See' });
  message.get('oob').set('url', 'https://example.org/rose.jpg').set('desc', 'A rose');
  expect(message).toEqualXml(picture);
});
