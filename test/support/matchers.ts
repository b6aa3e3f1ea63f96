/** couplet's own matchers for the tests here: importing this adds them to `expect`. */
import { matchers } from 'couplet/testing/vitest';
import { expect } from 'vitest';

expect.extend(matchers);

/** How XML is compared where indentation counts too. */
export const EXACT = { exactWhitespace: true } as const;
