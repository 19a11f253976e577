/** Normalizes language tags (BCP 47), and repairs what is often written instead of one: `german`, `jp`, `pt_BR`. */

/** Tags of the old registry that `Intl` does not know, and their preferred values (IANA Language Subtag Registry). */
const GRANDFATHERED: ReadonlyMap<string, string> = new Map([['en-gb-oed', 'en-GB-oxendict']]);

/** Languages whose names are recognized, as names of their own or in English. */
const NAMED = (
  'ar bg bn ca cs da de el en es et fa fi fr ga gu he hi hr hu hy id is it ja ka ko lt lv mk ms nb nl no pa pl pt ro ru sk sl so ' +
  'sq sr sv sw ta te th tl tr uk ur vi yi zh'
).split(' ');

/** Returns a tag in its canonical form (`EN-us` as `en-US`); `undefined` for what is none. */
export function normalizeLanguageTag(tag: string): string | undefined {
  const canonical = canonicalize(GRANDFATHERED.get(tag.toLowerCase()) ?? tag);
  if (canonical === undefined) return undefined;
  const [primary = ''] = canonical.split('-');
  // CLDR names every language of two letters, and no language has more than three. It does not name all of three.
  return primary.length === 3 || hasName(primary) ? canonical : undefined;
}

function canonicalize(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const hasName = (primary: string): boolean =>
  new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(primary) !== undefined;

/** Returns the tag that the author of an invalid one probably means; `undefined` if nothing is similar. */
export function repairLanguageTag(written: string): string | undefined {
  // `pt_BR.UTF-8` is a locale of POSIX.
  const tag = written
    .trim()
    .replace(/[.@].*$/, '')
    .replace(/[_ ]+/g, '-');
  const normal = tag === written ? undefined : normalizeLanguageTag(tag);
  return normal ?? findByName(written) ?? findByCountry(tag);
}

/** Finds a language by its name in English or in itself. */
function findByName(written: string): string | undefined {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  const name = written.trim().toLowerCase();
  return NAMED.find((code) =>
    [english.of(code), new Intl.DisplayNames(code, { type: 'language' }).of(code)].some(
      (known) => known?.toLowerCase() === name,
    ),
  );
}

/** Finds the main language of a country whose code was written: `ja` for `jp` (Unicode CLDR, likely subtags). */
function findByCountry(tag: string): string | undefined {
  const [country = '', ...rest] = tag.split('-');
  if (!/^[a-z]{2}$/i.test(country) || !isCountry(country)) return undefined;
  const { language } = new Intl.Locale(`und-${country}`).maximize();
  return language === 'und' ? undefined : canonicalize([language, ...rest].join('-'));
}

const isCountry = (code: string): boolean =>
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code.toUpperCase()) !== undefined;
