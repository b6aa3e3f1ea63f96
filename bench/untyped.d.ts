/** What the benchmarks use of peers that come without types. */

declare module '@xmpp/xml/lib/Parser.js' {
  class Parser {
    on(event: string, listener: (argument: never) => void): void;
    write(text: string): void;
  }

  // biome-ignore lint/style/noDefaultExport: it has one
  export { Parser as default };
}
declare module '@xmpp/xml/lib/parse.js' {
  function parse(text: string): unknown;

  // biome-ignore lint/style/noDefaultExport: it has one
  export { parse as default };
}
