/**
 * Shows the search field of a page and its results. Runs in the browser of a reader as a classic script. The texts of the site
 * are loaded when the field is used first, by elements, because pages that are opened from a disk cannot fetch.
 */

{
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector('form.search');
  const input = form?.querySelector('input');
  const status = form?.querySelector('.search-status');
  const list = form?.querySelector('.search-results');
  const script = document.currentScript;

  /** Results that are shown at most. */
  const MOST = 100;
  /** Milliseconds without a key after which the search begins. */
  const PAUSE = 150;
  const SCRIPTS = ['minisearch.js', 'entries.js', 'search-finder.js'];

  /** @param {string} name @param {string} base */
  function loadScript(name, base) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      // They run in this order.
      element.async = false;
      element.addEventListener('load', resolve);
      element.addEventListener('error', () => reject(new Error(`${name} cannot be loaded`)));
      element.src = new URL(name, base).href;
      document.head.append(element);
    });
  }

  /** @param {readonly SearchPiece[]} pieces @param {Element} parent */
  function fill(parent, pieces) {
    for (const { text, isFound } of pieces) {
      const mark = isFound ? parent.appendChild(document.createElement('mark')) : parent;
      mark.append(text);
    }
    return parent;
  }

  /** @param {SearchResult} result @param {URL} site */
  function buildItem({ href, page, title, excerpt }, site) {
    const item = document.createElement('li');
    if (page.language !== undefined) item.lang = page.language;
    if (page.direction !== undefined) item.dir = page.direction;
    const link = item.appendChild(document.createElement('a'));
    link.href = new URL(href, site).href;
    fill(link, title);
    if (link.textContent !== page.title) {
      const chapter = item.appendChild(document.createElement('span'));
      chapter.className = 'search-page';
      chapter.textContent = page.title;
    }
    if (excerpt.length > 0) fill(item.appendChild(document.createElement('p')), excerpt);
    return item;
  }

  /**
   * Returns a word of the page with a number in it.
   * @param {HTMLFormElement} parent
   * @param {string} name of the template that has the word
   * @param {string} count
   */
  function copyWord(parent, name, count) {
    /** @type {HTMLTemplateElement | null} */
    const template = parent.querySelector(`template.${name}`);
    const copy = template?.content.cloneNode(true);
    if (!(copy instanceof DocumentFragment)) return '';
    const word = copy.firstElementChild ?? copy;
    word.textContent = word.textContent?.replace('{count}', count) ?? '';
    return copy;
  }

  if (form && input && status && list && script instanceof HTMLScriptElement) {
    const base = script.src;
    const site = new URL('../', base);
    /** @type {Promise<unknown> | undefined} */
    let loading;
    /** @type {number | undefined} */
    let waiting;
    /** Counts the searches, because only the last one is shown. */
    let searches = 0;

    const load = () => {
      loading ??= Promise.all(SCRIPTS.map((name) => loadScript(name, base))).catch(() => {
        // The next key tries again.
        loading = undefined;
      });
      return loading;
    };

    const close = () => {
      searches += 1;
      window.clearTimeout(waiting);
      status.replaceChildren();
      list.replaceChildren();
    };

    const clear = () => {
      input.value = '';
      close();
    };

    /** @param {SearchAnswer} answer */
    const show = ({ count, results }) => {
      const shown = count > results.length ? `${results.length}+` : String(count);
      status.replaceChildren(copyWord(form, count === 0 ? 'search-none' : 'search-count', shown));
      list.replaceChildren(...results.map((result) => buildItem(result, site)));
    };

    const search = async () => {
      window.clearTimeout(waiting);
      searches += 1;
      const own = searches;
      const query = input.value.trim();
      if (query === '') return close();
      await load();
      const answer = await globalThis.handpressSearch?.find?.(query, MOST);
      if (own === searches && answer !== undefined) show(answer);
    };

    input.addEventListener('focus', load);
    input.addEventListener('input', () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(search, PAUSE);
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      await search();
      list.querySelector('a')?.focus();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      clear();
      input.focus();
    });
    list.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      // On this page, the results would push the place away.
      if (link?.pathname === location.pathname) clear();
    });
    // Safari makes no list of one that shows no markers.
    list.setAttribute('role', 'list');
    form.hidden = false;
  }
}
