/**
 * Finds words in the texts of a site. Runs in the browser of a reader as a classic script, after MiniSearch and the entries,
 * because pages that are opened from a disk can load neither modules nor data.
 */

{
  /** Characters of scripts that put no space between words. Such text is found by its pairs of characters. */
  const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}ー\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
  /** A run of such characters, or a word of another script. */
  const TOKEN = new RegExp(
    `[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}\\p{Pc}\\u200C\\u200D])+`,
    'gu',
  );
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

  /** Accents, and vowel signs of Hebrew and Arabic. The vowel signs of Indic scripts and of Thai are letters. */
  const ACCENTS =
    /[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u093C\u09BC\u0A3C\u200C\u200D]/g;
  /** Letters that Unicode does not decompose, and forms of Arabic letters that people exchange. */
  const LETTERS = new Map(
    Object.entries({
      ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ς: 'σ' },
      ...{ ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' },
    }),
  );
  const LETTER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'g');

  /** Returns a text as it is compared: without case, accents and forms of digits. @param {string} text */
  const fold = (text) =>
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(ACCENTS, '')
      // The letters of a Korean syllable stay apart, so that a syllable that is being typed is found.
      .replace(/[\u3040-\u30FF][\u3099\u309A]/g, (kana) => kana.normalize('NFC'))
      .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) % 16))
      .replace(LETTER, (letter) => LETTERS.get(letter) ?? letter);

  // cspell:ignore وفبك והבכלמש
  /** Words that are written as one with the article or the conjunction before them, in Arabic and Hebrew. */
  const JOINED = /^(?:[وفبك]?ال|لل|[והבכלמש])(?=..)/u;

  /** Returns the forms under which a folded word is found. @param {string} word */
  const listForms = (word) => (JOINED.test(word) ? [word, word.replace(JOINED, '')] : [word]);

  /** Returns the pairs of characters of a run. @param {string} run */
  function listPairs(run) {
    const characters = [...run];
    if (characters.length === 1) return characters;
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  }

  /** Returns what a word or a run is found by. A pair is found by its first character, the last character alone. @param {string} token */
  function listTokenTerms(token) {
    const folded = fold(token);
    if (!IS_UNSPACED.test(token)) return listForms(folded);
    return [...new Set([...listPairs(folded), [...folded].at(-1) ?? ''])];
  }

  /** Terms by token, because most words of a text are repeated. @type {Map<string, readonly string[]>} */
  const knownTerms = new Map();

  /** Returns what a text is found by. @param {string} text */
  function listTerms(text) {
    return (text.match(TOKEN) ?? []).flatMap((token) => {
      const terms = knownTerms.get(token) ?? listTokenTerms(token);
      knownTerms.set(token, terms);
      return terms;
    });
  }

  const entries = handpressSearch.pages.flatMap((page) => page.entries.map((entry) => ({ ...entry, page })));
  const documents = entries.map(({ title, text }, id) => ({ id, title, text }));

  /** @type {import('minisearch').default<{ id: number, title: string, text: string }>} */
  const index = new window.MiniSearch({
    fields: ['title', 'text'],
    tokenize: listTerms,
    processTerm: (term) => term,
    // The terms of a query are made by `buildQuery`.
    searchOptions: { tokenize: (term) => [term], boost: { title: 3 } },
  });
  // In parts, so that the page stays responsive.
  const indexed = index.addAllAsync(documents, { chunkSize: 20 }).then(() => knownTerms.clear());

  /** Folded texts of entries, which are made on first use. @type {Map<number, string>} */
  const foldedTexts = new Map();
  /** @param {number} id */
  function foldEntry(id) {
    const known = foldedTexts.get(id);
    const entry = entries[id];
    if (known !== undefined || entry === undefined) return known ?? '';
    const folded = fold(`${entry.title}\n${entry.text}`);
    foldedTexts.set(id, folded);
    return folded;
  }

  /** Returns how many letters of a word can be wrong. @param {string} word */
  const countMistakes = (word) => (word.length < 4 ? 0 : word.length < 6 ? 1 : 2);

  /**
   * Builds the query for a word or run: the beginning of a word is enough.
   * @param {string} token
   * @param {boolean} isLast whether it may be incomplete
   * @param {boolean} isTolerant whether letters can be wrong
   * @returns {import('minisearch').Query}
   */
  function buildQuery(token, isLast, isTolerant) {
    const folded = fold(token);
    if (IS_UNSPACED.test(token))
      return { combineWith: 'AND', queries: listPairs(folded), prefix: [...folded].length === 1 };
    return {
      ...{ combineWith: 'OR', queries: listForms(folded) },
      prefix: isLast || folded.length > 2,
      fuzzy: isTolerant && countMistakes(folded),
    };
  }

  /**
   * Finds the entries that have all words. If there are none, some letters can be wrong.
   * @param {readonly string[]} tokens
   */
  function search(tokens) {
    const runs = tokens.filter((token) => IS_UNSPACED.test(token)).map(fold);
    const searchOnce = (/** @type {boolean} */ isTolerant) =>
      index.search(
        {
          combineWith: 'AND',
          queries: tokens.map((token, at) => buildQuery(token, at === tokens.length - 1, isTolerant)),
        },
        // The pairs of a run can be anywhere, but not the run.
        { filter: ({ id }) => runs.every((run) => foldEntry(id).includes(run)) },
      );
    const found = searchOnce(false);
    return found.length > 0 ? found : searchOnce(true);
  }

  /** @typedef {{ start: number, end: number, word: string }} Range */

  /**
   * Returns the places of words in a text.
   * @param {string} text
   * @param {ReadonlySet<string>} terms those of the entry that were found
   * @param {readonly string[]} runs those of the query
   * @returns {Range[]}
   */
  function findRanges(text, terms, runs) {
    return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index: start }) => {
      if (IS_UNSPACED.test(token)) return findRuns(token, start, runs);
      const word = listForms(fold(token)).find((form) => terms.has(form));
      return word === undefined ? [] : [{ start, end: start + token.length, word }];
    });
  }

  /**
   * @param {string} token
   * @param {number} offset of the token in its text
   * @param {readonly string[]} runs
   * @returns {Range[]}
   */
  function findRuns(token, offset, runs) {
    let folded = '';
    // The place in the text of each character after folding.
    const places = [];
    let place = offset;
    for (const character of token) {
      const piece = fold(character);
      for (let count = 0; count < piece.length; count += 1) places.push(place);
      folded += piece;
      place += character.length;
    }
    places.push(place);
    /** @type {Range[]} */
    const ranges = [];
    for (let at = 0; at < folded.length; ) {
      const word = runs.find((run) => folded.startsWith(run, at));
      if (word !== undefined)
        ranges.push({ start: places[at] ?? offset, end: places[at + word.length] ?? place, word });
      at += word?.length ?? 1;
    }
    return ranges;
  }

  /** Length of an excerpt, and of the text before the first word found, in UTF-16 code units. */
  const [LONGEST, LEAD] = [180, 50];

  /** Returns the range that has the most different words after it in an excerpt. @param {readonly Range[]} ranges */
  function chooseRange(ranges) {
    const few = ranges.slice(0, 300);
    const counts = few.map(({ start }) => {
      const near = few.filter((other) => other.start >= start && other.end <= start + LONGEST - LEAD);
      return new Set(near.map(({ word }) => word)).size;
    });
    return few[counts.indexOf(Math.max(...counts))];
  }

  /** Returns the place of an excerpt with whole words. @param {string} text @param {readonly Range[]} ranges */
  function placeExcerpt(text, ranges) {
    const found = chooseRange(ranges) ?? { start: 0, end: 0 };
    let start = Math.max(0, found.start - LEAD);
    if (start > 0) {
      const space = text.slice(start - 1, found.start).search(/\s/);
      if (space !== -1) start += space;
      while (start < found.start && /[\p{M}\uDC00-\uDFFF]/u.test(text.charAt(start))) start += 1;
    }
    let end = Math.max(found.end, start + LONGEST);
    if (end < text.length) {
      const space = text.slice(found.end, end + 1).search(/\s\S*$/);
      if (space > 0) end = found.end + space;
      while (/[\p{M}\uDC00-\uDFFF]/u.test(text.charAt(end))) end += 1;
    }
    return { start, end: Math.min(end, text.length) };
  }

  /**
   * Divides a part of a text into the words found and what is between them.
   * @param {string} text
   * @param {readonly Range[]} ranges
   * @returns {SearchPiece[]}
   */
  function divide(text, ranges, start = 0, end = text.length) {
    const pieces = [];
    let at = start;
    for (const range of ranges.filter((each) => each.start >= start && each.end <= end)) {
      pieces.push({ text: text.slice(at, range.start), isFound: false });
      pieces.push({ text: text.slice(range.start, range.end), isFound: true });
      at = range.end;
    }
    pieces.push({ text: text.slice(at, end), isFound: false });
    return pieces.filter((piece) => piece.text !== '');
  }

  /** Returns a text with points between blocks, such as cells of a table, that end without a mark. @param {string} text */
  const joinBlocks = (text) => text.replace(/(?<=[\p{Po}])\n/gu, ' ').replace(/\n/g, ' · ');

  /** @param {string} text @param {readonly Range[]} ranges @returns {SearchPiece[]} */
  function cutExcerpt(text, ranges) {
    const { start, end } = placeExcerpt(text, ranges);
    const mark = { text: '…', isFound: false };
    const pieces = divide(text, ranges, start, end).map((piece) => ({
      ...piece,
      text: joinBlocks(piece.text),
    }));
    return [...(start > 0 ? [mark] : []), ...pieces, ...(end < text.length ? [mark] : [])];
  }

  handpressSearch.find = async (query, most) => {
    await indexed;
    const tokens = query.normalize('NFC').match(TOKEN) ?? [];
    const runs = tokens.filter((token) => IS_UNSPACED.test(token)).map(fold);
    const found = tokens.length > 0 ? search(tokens) : [];
    const results = found.slice(0, most).flatMap(({ id, terms }) => {
      const entry = entries[id];
      if (entry === undefined) return [];
      const { href, page, title, text } = entry;
      const rangesIn = (/** @type {string} */ given) => findRanges(given, new Set(terms), runs);
      return [
        {
          ...{ href, page, title: divide(title, rangesIn(title)) },
          excerpt: cutExcerpt(text, rangesIn(text)),
        },
      ];
    });
    return { count: found.length, results };
  };
}
