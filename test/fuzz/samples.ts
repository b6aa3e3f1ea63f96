/** Small documents to start from: each has something in it that a reader can get wrong. */
import { STANZAS } from '../../bench/stanzas.js';

const SMALL: readonly string[] = [
  '<a/>',
  "<message to='juliet@capulet.example'><body>hi</body></message>",
  '<message xmlns=\'jabber:client\' id="m1"><body>a &lt; b &amp; c</body></message>',
  "<iq xmlns='jabber:client' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
  "<p:a xmlns:p='u'><p:b p:c='1' c='2'/></p:a>",
  "<a xmlns='u'><b xmlns=''><c xmlns='v'/></b></a>",
  "<a xmlns:p='u' xmlns:q='v'><p:b xmlns:p='v'><p:c/><q:c/></p:b><p:d/></a>",
  "<a xmlns:p='u' xmlns:q='u' p:x='1' q:y='2' x='3'/>",
  "<a b='x&#10;y\tz\r\nw'>x\r\ny\rz</a>",
  '<a><![CDATA[<x>&amp;]]]]><![CDATA[>]]></a>',
  "<?xml version='1.0'?><a>t</a>",
  '<?xml version="1.0" encoding="UTF-8" standalone=\'yes\' ?>\n<a/>\n',
  '<a>one<!-- two -->three<?four five?>six</a>',
  '<!-- before --><a/><?after it?>',
  "<a xml:lang='en' xml:space='preserve'> <b xml:lang=''/> </a>",
  "<a one='1' two='2' three='3' four='4' five='5' six='6' seven='7' eight='8'/>",
  '<naïve 名前="值">😀</naïve>',
  "<a-name-that-is-longer-than-sixteen some-attribute-of-twenty='v'></a-name-that-is-longer-than-sixteen>",
  '<a ><b  /><c\n></c\t></a\r>',
  '<a>&#65;&#x42;&#x1F600;&lt;&gt;&amp;&apos;&quot;]]&gt;</a>',
  "<a toString='1' constructor='2' __proto__='3'><hasOwnProperty/></a>",
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><presence/> <stream:error/></stream:stream>",
  "<stream:features xmlns:stream='s'><starttls xmlns='t'><required/></starttls></stream:features>",
  "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.org' version='1.0'/>",
];

/** The small ones many times over, so that most cases are small, and whole stanzas. */
export const SAMPLES: readonly string[] = [...SMALL, ...SMALL, ...SMALL, ...SMALL, ...STANZAS];
