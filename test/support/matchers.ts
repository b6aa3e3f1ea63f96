/** couplet's own matchers for the tests here: importing this adds them to `expect`. */
import { matchers } from 'couplet/testing/vitest';
import { expect } from 'vitest';

expect.extend(matchers);
