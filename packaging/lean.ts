/** Modules of libraries that are left out of the bundle, or replaced by lighter ones of the same library. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

/** In its place there is something that says it is not there. */
const OTHER_PROTOCOL = fileURLToPath(new URL('other-protocol.ts', import.meta.url));

/** Chapters go in as finished XML: what would parse their HTML, and write it anew, is most of the library. */
const OTHER_HTML = fileURLToPath(new URL('other-html.ts', import.meta.url));

/** What asks for it, what it asks for, and what it gets. */
const LIGHTER: readonly (readonly [by: RegExp, asked: RegExp, given: string])[] = [
  // We start the browser and hold its pipes: what starts one, and speaks to it over the net, is not needed.
  [
    /src.runtime.browser.browser\.ts$/,
    /^puppeteer-core$/,
    'puppeteer-core/lib/puppeteer/puppeteer-core-browser.js',
  ],
  // The other protocol, WebDriver BiDi, is as large as all the rest of Puppeteer.
  [
    /puppeteer-core.lib.puppeteer.common.BrowserConnector\.js$/,
    /^\.\.\/bidi\/BrowserConnector\.js$/,
    OTHER_PROTOCOL,
  ],
  // Nothing is fetched, and what goes in is checked by our types: so neither node-fetch nor ow is needed.
  [
    /epub-gen-memory.dist.lib/,
    /^\.\/(?:util\/)?fetchable$/,
    'epub-gen-memory/dist/lib/util/fetchable-browser.js',
  ],
  [/epub-gen-memory.dist.lib/, /^\.\/(?:util\/)?html-parse$/, OTHER_HTML],
  [
    /epub-gen-memory.dist.lib/,
    /^\.\/(?:util\/)?predicates$/,
    'epub-gen-memory/dist/lib/util/predicates-nop.js',
  ],
];

export const lean: Plugin = {
  name: 'lean',
  resolveId(asked, by) {
    const lighter = LIGHTER.find(([from, what]) => by !== undefined && from.test(by) && what.test(asked));
    return lighter && this.resolve(lighter[2], undefined, { skipSelf: true });
  },
};
