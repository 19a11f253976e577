/**
 * Resolves links to chapters, ids and external URLs. A link inside the publication becomes `#id`, unique in
 * the book.
 */
import { posix } from 'node:path';
import type { Element, Root, RootContent } from 'hast';
import type { Diagnostic, Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PublicationSite } from '../core/model/publication.ts';
import type { SourceFile, SourceLocation } from '../core/source-location.ts';
import { locationOf } from '../core/source-location.ts';
import { QR_CLASS } from '../core/tree/qr-class.ts';
import { WIKI_MARK } from '../core/tree/wiki-mark.ts';
import { hasClass } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';
import { isMarkdownFile } from '../lib/text/markdown-file.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { decodeUrl, LINK_SCHEMES, normalizeUrl } from '../lib/text/url.ts';
import { becomeReference } from './references/placeholder.ts';
import { findRendered } from './rendered-names.ts';
import { findWikiAnchor, findWikiPage } from './wiki-pages.ts';

/** A chapter as the target of links. */
export interface LinkTarget {
  readonly id: string;
  /** Path relative to the publication's folder, in Unicode's composed form (NFC). */
  readonly path: string;
  /** The id in the book for each name that may follow `#`. */
  readonly anchors: ReadonlyMap<string, string>;
}

const SAFE_SCHEMES: ReadonlySet<string> = new Set(LINK_SCHEMES);

/** What links are resolved with, beside the chapters. */
export interface LinkReceivers {
  readonly report: Report;
  readonly site: PublicationSite | undefined;
  /** Returns whether the element with an id has a number or a title. */
  readonly isNamed: (id: string) => boolean;
}

/**
 * Resolves the links of a chapter in place. A link without words has no reader: an address of the web is printed in it, a link to
 * a place in the same chapter is none. Diagnostics: `link-wordless`, `link-empty`, `link-chapter-missing`,
 * `link-anchor-missing`, `link-broken`, `link-outside`, `link-unsafe`, `class-unfit`
 */
export function resolveLinks(
  tree: Root,
  chapter: LinkTarget & { readonly source: SourceFile },
  byPath: ReadonlyMap<string, LinkTarget>,
  { report, site, isNamed }: LinkReceivers,
): void {
  visit(tree, 'element', (link, index, parent) => {
    const { href } = link.properties;
    if (link.tagName !== 'a' || typeof href !== 'string') return;
    if (isUnseen(link, href, parent?.children[(index ?? 0) + 1])) {
      unlink(link);
      return;
    }
    const location = locationOf(chapter.source, link);
    const isWiki = link.properties[WIKI_MARK] !== undefined;
    delete link.properties[WIKI_MARK];
    const resolve = isWiki ? resolveWikiLink : resolveLink;
    const resolved = resolve(href, { chapter, byPath, location, report, ...(site && { site }) });
    if (resolved !== undefined) checkCode(link, resolved, location, report);
    if (resolved === undefined) unlink(link);
    else if (setAddress(link, resolved, href, isNamed) === 'wordless')
      report(diagnostic('link-wordless', { url: href }, location));
  });
}

/**
 * Sets the address of a link. Without words, it gets the name of what it leads to, or its address.
 * @param written the address in the text
 * @returns whether the address is printed
 */
function setAddress(
  link: Element,
  target: string,
  written: string,
  isNamed: LinkReceivers['isNamed'],
): 'wordless' | 'named' {
  link.properties.href = target;
  if (!isWordless(link)) return 'named';
  if (target.startsWith('#') && isNamed(target.slice(1))) {
    becomeReference(link, { id: target.slice(1), form: 'title' });
    return 'named';
  }
  link.children.push({ type: 'text', value: written });
  return 'wordless';
}

/** Returns whether no one sees a link: one to its own chapter, or one that the next link ended, see `html/html-links.ts`. */
const isUnseen = (link: Element, href: string, next: RootContent | undefined): boolean =>
  isWordless(link) && (href.startsWith('#') || (next?.type === 'element' && next.tagName === 'a'));

/** Elements that are seen without words, or that have a name for screen readers. */
const SEEN: ReadonlySet<string> = new Set(['img', 'svg', 'math', 'picture', 'hr']);

/** Returns whether a reader could neither see nor follow a link. */
export function isWordless(link: Element): boolean {
  return link.children.every((child) =>
    child.type === 'text'
      ? child.value.trim() === ''
      : child.type !== 'element' || (!SEEN.has(child.tagName) && isWordless(child)),
  );
}

/** Reports a link inside the publication that is to have a QR code, which only an address of the web has. */
function checkCode(link: Element, target: string, location: SourceLocation, report: Report): void {
  if (target.startsWith('#') && hasClass(link, QR_CLASS))
    report(diagnostic('class-unfit', { name: QR_CLASS, on: 'inner link' }, location));
}

/** Turns a link into plain words, because what looks like a link should lead somewhere. */
function unlink(link: Element): void {
  const { href: _, name: __, ...properties } = link.properties;
  link.tagName = 'span';
  link.properties = properties;
}

/** What a link is resolved against. */
interface LinkContext {
  /** The chapter that contains the link. */
  readonly chapter: LinkTarget;
  readonly byPath: ReadonlyMap<string, LinkTarget>;
  readonly location: SourceLocation;
  readonly report: Report;
  /** Where links lead that mean no chapter. */
  readonly site?: PublicationSite;
}

/** Returns the address to write; `undefined` after a diagnostic, when the words alone remain. */
function resolveLink(href: string, context: LinkContext): string | undefined {
  const { location, report } = context;
  if (decodeUrl(href).trim() === '') {
    report(diagnostic('link-empty', {}, location));
    return undefined;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === undefined && (!href.startsWith('/') || isBelowRoot(href, context))) {
    return resolveChapterLink(href, context);
  }
  const onSite = scheme === undefined ? resolveOnSite(href, context) : undefined;
  if (onSite !== undefined) return onSite;
  const problem = checkExternalUrl(href, scheme, location);
  if (problem === undefined) return href;
  report(problem);
  return undefined;
}

/** Resolves a link by the name of a page. A mark of a block that is missing leads to its page. */
function resolveWikiLink(
  href: string,
  { chapter, byPath, location, report }: LinkContext,
): string | undefined {
  const [page = '', anchor = ''] = href.split('#', 2).map((part) => decodeUrl(part).normalize());
  const target = page === '' ? chapter : findWikiPage(byPath, page, chapter.path);
  if (target === undefined) {
    report(diagnostic('link-chapter-missing', { target: page, isAlone: byPath.size === 1 }, location));
    return undefined;
  }
  const id = anchor === '' ? target.id : findWikiAnchor(target.anchors, anchor);
  if (id !== undefined || anchor.startsWith('^')) return `#${id ?? target.id}`;
  report(diagnostic('link-anchor-missing', { anchor, file: target.path }, location));
  return undefined;
}

/** Returns whether an address from the root of a site leads to a chapter, as seen from the folder of the publication. */
function isBelowRoot(href: string, context: LinkContext): boolean {
  const [path = ''] = href.split(/[#?]/);
  return !href.startsWith('//') && findFromRoot(decodeUrl(path).normalize(), context) !== undefined;
}

/**
 * Returns the address on the web site of a link that means no chapter; `undefined` without a site, and for a Markdown
 * file, whose page there may have any name. An address from the root is below that of the site.
 */
function resolveOnSite(href: string, { chapter, site }: LinkContext): string | undefined {
  const [path = ''] = href.split(/[#?]/);
  if (site === undefined || path === '' || /^(?:\/\/|www\.)/i.test(path) || isMarkdownFile(path))
    return undefined;
  const folder = posix.relative(site.folder, posix.dirname(chapter.path));
  if (folder.startsWith('..')) return undefined;
  const base = path.startsWith('/') || folder === '' ? site.address : `${site.address}${encodeURI(folder)}/`;
  const relative = path.startsWith('/') ? `.${href}` : href;
  return URL.canParse(relative, base) ? new URL(relative, base).href : undefined;
}

/** Resolves a link to a chapter, to an id in it, or to an id of the same chapter. */
function resolveChapterLink(href: string, context: LinkContext): string | undefined {
  const { chapter, byPath, location, report } = context;
  const [path = '', anchor] = href.split('#', 2).map((part) => decodeUrl(part).normalize());
  const target = findTarget(path, context);
  const onSite = target === undefined ? resolveOnSite(href, context) : undefined;
  if (onSite !== undefined) return onSite;
  if (target === undefined) {
    const isUrl = /^www\./i.test(href);
    const suggestion = isUrl
      ? { near: `https://${href}` }
      : suggestName(path, listRelativePaths(chapter, byPath));
    const isAlone = byPath.size === 1 && isMarkdownFile(path);
    report(diagnostic('link-chapter-missing', { target: path, isAlone, ...suggestion }, location));
    return undefined;
  }
  if (anchor === undefined || anchor === '') return `#${target.id}`;
  const id = target.anchors.get(anchor) ?? target.anchors.get(anchor.toLowerCase());
  if (id !== undefined) return `#${id}`;
  const facts = { anchor, file: target.path, ...suggestName(anchor, target.anchors) };
  report(diagnostic('link-anchor-missing', facts, location));
  return undefined;
}

function findTarget(path: string, context: LinkContext): LinkTarget | undefined {
  const { chapter, byPath } = context;
  if (path === '') return chapter;
  if (path.startsWith('/')) return findFromRoot(path, context);
  return findRendered(byPath, posix.join(posix.dirname(chapter.path), path));
}

/** Finds the chapter of an address from the root: as seen from the folder of the publication, or of the pages of its site. */
const findFromRoot = (path: string, { byPath, site }: LinkContext): LinkTarget | undefined =>
  findRendered(byPath, posix.join('.', path)) ??
  (site && findRendered(byPath, posix.join(site.folder, path)));

/**
 * Relative paths of all other chapters, by the chapter that links to them. Cached, because a chapter may have
 * thousands of broken links.
 */
const pathsByChapter = new WeakMap<LinkTarget, readonly string[]>();

function listRelativePaths(chapter: LinkTarget, byPath: ReadonlyMap<string, LinkTarget>): readonly string[] {
  const paths =
    pathsByChapter.get(chapter) ??
    [...byPath.keys()]
      .filter((path) => path !== chapter.path)
      .map((path) => posix.relative(posix.dirname(chapter.path), path));
  pathsByChapter.set(chapter, paths);
  return paths;
}

/** Returns the problem of an address outside the publication, if it has one. */
function checkExternalUrl(
  target: string,
  scheme: string | undefined,
  location: SourceLocation,
): Diagnostic | undefined {
  if (scheme === undefined || scheme === 'file') return diagnostic('link-outside', { target }, location);
  if (!SAFE_SCHEMES.has(scheme)) return diagnostic('link-unsafe', { scheme }, location);
  return normalizeUrl(target) === undefined ? diagnostic('link-broken', { target }, location) : undefined;
}
