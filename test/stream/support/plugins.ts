/** Plugins that note what is done to them, and fail where a test says. */
import { BasePlugin } from 'couplet';
import { beforeEach } from 'vitest';

/** What plugins do, in order. */
export const log: string[] = [];
/** Which call of which plugin fails: `postInit b`. */
export const failing = { call: '' };
beforeEach(() => {
  log.length = 0;
  failing.call = '';
});

/** A plugin that notes what is done to it. */
export abstract class Noted extends BasePlugin {
  abstract readonly is: string;
  #note(call: string): void {
    log.push(`${call} ${this.is}`);
    if (failing.call === `${call} ${this.is}`) throw new Error(failing.call);
  }
  override pluginInit(): void {
    this.own(() => log.push(`dispose ${this.is}`));
    this.#note('pluginInit');
  }
  override postInit(): void {
    this.#note('postInit');
  }
  override pluginEnd(): void {
    this.#note('pluginEnd');
  }
}
export class A extends Noted {
  static readonly pluginName = 'a';
  readonly is = 'a';
}
export class B extends Noted {
  static readonly pluginName = 'b';
  static readonly dependencies = [A];
  readonly is = 'b';
}
export class C extends Noted {
  static readonly pluginName = 'c';
  static readonly dependencies = [A];
  readonly is = 'c';
}
export class D extends Noted {
  static readonly pluginName = 'd';
  static readonly dependencies = [C, B];
  readonly is = 'd';
}
