/** What a client's stream is full of, as servers send it: no indentation, every payload with its namespace. */

const JULIET = 'juliet@capulet.example/balcony';
const ROMEO = 'romeo@montague.example/orchard';
const ROOM = 'verona@rooms.example';

const MESSAGES: readonly string[] = [
  `<message xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='chat' id='m1'><body>But soft, what light through yonder window breaks?</body><active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/><origin-id xmlns='urn:xmpp:sid:0' id='m1'/></message>`,
  `<message xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='chat' id='m2'><composing xmlns='http://jabber.org/protocol/chatstates'/><no-store xmlns='urn:xmpp:hints'/></message>`,
  `<message xmlns='jabber:client' from='${JULIET}' to='${ROMEO}' id='m3'><received xmlns='urn:xmpp:receipts' id='m1'/><store xmlns='urn:xmpp:hints'/></message>`,
  `<message xmlns='jabber:client' from='${ROOM}/Mercutio' to='${JULIET}' type='groupchat' id='m4'><body>If love be rough with you, be rough with love; prick love for pricking &amp; you beat love down.</body><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='0Uls2sG5'/><occupant-id xmlns='urn:xmpp:occupant-id:0' id='dd72603d'/></message>`,
  `<message xmlns='jabber:client' from='${ROOM}/Benvolio' to='${JULIET}' type='groupchat' id='m5'><body>Grüße, Mercutio! 😀</body><reply xmlns='urn:xmpp:reply:0' to='${ROOM}/Mercutio' id='0Uls2sG5'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='7'/></fallback></message>`,
  `<message xmlns='jabber:client' from='juliet@capulet.example' to='${JULIET}' type='chat'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' to='${ROMEO}' from='juliet@capulet.example/garden' type='chat' id='m6'><body>O Romeo, Romeo, wherefore art thou Romeo?</body><thread>0e3141cd80894871a68e6fe6b1ec56fa</thread></message></forwarded></sent></message>`,
  `<message xmlns='jabber:client' from='juliet@capulet.example' to='${JULIET}'><result xmlns='urn:xmpp:mam:2' queryid='q29302' id='28482-98726-73623'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-07-10T23:08:25Z'/><message xmlns='jabber:client' to='${JULIET}' from='${ROMEO}' type='chat' id='m7'><body>Call me but love, and I'll be new baptized; henceforth I never will be Romeo.</body></message></forwarded></result></message>`,
  `<message xmlns='jabber:client' from='pubsub.verona.example' to='${JULIET}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:avatar:metadata'><item id='111f4b3c50d7b0df729d299bc6f8e9ef9066971f'><metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='12345' width='64' height='64' id='111f4b3c50d7b0df729d299bc6f8e9ef9066971f' type='image/png'/></metadata></item></items></event></message>`,
  `<message xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='error' id='m9'><error type='cancel' by='montague.example'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>The user is not at home</text></error></message>`,
  `<message xmlns='jabber:client' from='bard@stratford.example/quill' to='${JULIET}' xml:lang='en' id='m10'><subject>Act II, scene ii</subject><body>He jests at scars that never felt a wound.</body><body xml:lang='de'>Der Narben lacht, wer Wunden nie gefühlt.</body><x xmlns='jabber:x:oob'><url>https://stratford.example/play?act=2&amp;scene=2</url></x></message>`,
];

const PRESENCES: readonly string[] = [
  `<presence xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' id='p1'><show>away</show><status>In the orchard</status><priority>5</priority><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://orchard.example/client' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/><x xmlns='vcard-temp:x:update'><photo>01b87fcd030b72895ff8e88db57ec525450f000d</photo></x></presence>`,
  `<presence xmlns='jabber:client' from='nurse@capulet.example/kitchen' to='${JULIET}' type='unavailable'/>`,
  `<presence xmlns='jabber:client' from='paris@verona.example' to='juliet@capulet.example' type='subscribe' id='p3'><nick xmlns='http://jabber.org/protocol/nick'>Paris</nick></presence>`,
  `<presence xmlns='jabber:client' from='${ROOM}/Tybalt' to='${JULIET}'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant' jid='tybalt@capulet.example/street'/></x><occupant-id xmlns='urn:xmpp:occupant-id:0' id='a1b2c3'/></presence>`,
  `<presence xmlns='jabber:client' from='${ROOM}/Juliet' to='${JULIET}'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/><status code='100'/><status code='110'/><status code='201'/></x></presence>`,
];

const QUERIES: readonly string[] = [
  `<iq xmlns='jabber:client' from='capulet.example' to='${JULIET}' type='get' id='i1'><ping xmlns='urn:xmpp:ping'/></iq>`,
  `<iq xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='result' id='i2'/>`,
  `<iq xmlns='jabber:client' to='${JULIET}' type='set' id='i3'><query xmlns='jabber:iq:roster' ver='ver14'><item jid='romeo@montague.example' name='Romeo' subscription='both'><group>Friends</group><group>Lovers</group></item></query></iq>`,
  `<iq xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='get' id='i4'><query xmlns='http://jabber.org/protocol/disco#info' node='https://orchard.example/client#QgayPKawpkPSDYmwT/WM94uAlu0='/></iq>`,
  `<iq xmlns='jabber:client' from='rooms.example' to='${JULIET}' type='result' id='i5'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' name='Rooms of Verona' type='text'/><feature var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/muc'/><feature var='jabber:iq:register'/><feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:ping'/><feature var='vcard-temp'/><feature var='urn:xmpp:sid:0'/></query></iq>`,
  `<iq xmlns='jabber:client' from='capulet.example' to='${JULIET}' type='result' id='i6'><query xmlns='http://jabber.org/protocol/disco#items'><item jid='rooms.example' name='Rooms'/><item jid='pubsub.verona.example' name='News'/><item jid='upload.verona.example'/></query></iq>`,
  `<iq xmlns='jabber:client' from='${JULIET}' to='capulet.example' type='set' id='i7'><query xmlns='jabber:iq:register'><username>juliet</username><password>wherefore</password></query></iq>`,
  `<iq xmlns='jabber:client' from='capulet.example' to='${JULIET}' type='result' id='i8'><query xmlns='jabber:iq:register'><instructions>Choose a name and a password.</instructions><username/><password/><email/><x xmlns='jabber:x:data' type='form'><title>Registration</title><field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field><field type='text-single' label='Given name' var='first'><required/></field><field type='list-single' label='House' var='house'><option label='Capulet'><value>c</value></option><option label='Montague'><value>m</value></option></field></x></query></iq>`,
  `<iq xmlns='jabber:client' from='${ROMEO}' to='${JULIET}' type='error' id='i9'><query xmlns='jabber:iq:version'/><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
  `<iq xmlns='jabber:client' from='juliet@capulet.example' to='${JULIET}' type='result' id='i10'><fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'><first index='0'>28482-98726-73623</first><last>09af3-cc343-b409f</last><count>16</count></set></fin></iq>`,
];

/** All of them. */
export const STANZAS: readonly string[] = [...MESSAGES, ...PRESENCES, ...QUERIES];
