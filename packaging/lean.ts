/** Replaces large modules of libraries in the bundle by smaller ones of the same library, or by a stub. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

/** A stub that throws. */
const OTHER_PROTOCOL = fileURLToPath(new URL('other-protocol.ts', import.meta.url));

/** A stub, because chapters are given as finished XML. The modules that parse and serialize HTML are most of the library. */
const OTHER_HTML = fileURLToPath(new URL('other-html.ts', import.meta.url));

/** A stub, because the archive is written by `epub/package/archive.ts`. */
const OTHER_ARCHIVE = fileURLToPath(new URL('other-archive.ts', import.meta.url));

/** A stub, because the templates only pass texts on. */
const OTHER_TEMPLATES = fileURLToPath(new URL('other-templates.ts', import.meta.url));

/** A stub, because Handpress knows the types of its files. The tables of the module are as long as all else of the library. */
const OTHER_TYPES = fileURLToPath(new URL('other-types.ts', import.meta.url));

/** Stubs, because the chapters have names already. The tables of both modules are made when they are loaded. */
const OTHER_NAMES = fileURLToPath(new URL('other-names.ts', import.meta.url));

/** The importing module, the name that it imports, and the module that it gets instead. */
const LIGHTER: readonly (readonly [by: RegExp, asked: RegExp, given: string])[] = [
  // Handpress starts the browser and uses its pipes, so the modules for launching and for the network are not needed.
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
  // Nothing is fetched, and our types check the input, so neither node-fetch nor ow is needed.
  [
    /epub-gen-memory.dist.lib/,
    /^\.\/(?:util\/)?fetchable$/,
    'epub-gen-memory/dist/lib/util/fetchable-browser.js',
  ],
  [/epub-gen-memory.dist.lib/, /^\.\/(?:util\/)?html-parse$/, OTHER_HTML],
  [/epub-gen-memory.dist.lib/, /^jszip$/, OTHER_ARCHIVE],
  [/epub-gen-memory.dist.lib/, /^ejs$/, OTHER_TEMPLATES],
  [/epub-gen-memory.dist.lib/, /^mime$/, OTHER_TYPES],
  [/epub-gen-memory.dist.lib/, /^(?:slugify|diacritics)$/, OTHER_NAMES],
  // Nothing is packed by threads of the library, and that for Node loads the module for threads.
  [/src.(?:epub|import)./, /^fflate$/, 'fflate/browser'],
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
