/** Links: to a chapter's file, to an id, to the world. Inside the publication each becomes `#id`, unique in the book. */
import { posix } from 'node:path';
import type { Element, Root } from 'hast';
import type { Diagnostic, Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Place, Source } from '../core/source-location.ts';
import { placeOf } from '../core/source-location.ts';
import { visit } from '../lib/html/visit.ts';
import { near } from '../lib/text/nearest.ts';
import { settledAddress } from '../lib/text/url.ts';

/** A chapter as a link's target. */
export interface LinkTarget {
  readonly id: string;
  /** Path relative to the publication's folder, in Unicode's composed form (NFC). */
  readonly path: string;
  /** What may stand after `#`, and the id in the book. */
  readonly anchors: ReadonlyMap<string, string>;
}

const SAFE = new Set(['http', 'https', 'mailto', 'tel']);

/**
 * Resolves the links of a chapter in place.
 * Diagnostics: `link-empty`, `link-chapter-missing`, `link-anchor-missing`, `link-broken`, `link-outside`, `link-unsafe`
 */
export function resolveLinks(
  tree: Root,
  here: LinkTarget & { readonly source: Source },
  byPath: ReadonlyMap<string, LinkTarget>,
  report: Report,
): void {
  visit(tree, 'element', (link) => {
    const { href } = link.properties;
    if (link.tagName !== 'a' || typeof href !== 'string') return;
    const resolved = resolveLink(href, link, here, byPath, report);
    if (resolved === undefined) delete link.properties.href;
    else link.properties.href = resolved;
  });
}

function resolveLink(
  href: string,
  link: Element,
  here: LinkTarget & { readonly source: Source },
  byPath: ReadonlyMap<string, LinkTarget>,
  report: Report,
): string | undefined {
  const place = placeOf(here.source, link);
  if (decoded(href).trim() === '') {
    report(diagnostic('link-empty', {}, place));
    return undefined;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme !== undefined || href.startsWith('/')) {
    const wrong = wrongAddress(href, scheme, place);
    if (wrong === undefined) return href;
    report(wrong);
    return undefined;
  }
  const [path = '', anchor] = href.split('#', 2).map((part) => decoded(part).normalize());
  const target = path === '' ? here : byPath.get(posix.join(posix.dirname(here.path), path));
  if (target === undefined) {
    const meant = /^www\./i.test(href) ? { near: `https://${href}` } : near(path, pathsFrom(here, byPath));
    report(diagnostic('link-chapter-missing', { target: path, ...meant }, place));
    return undefined;
  }
  if (anchor === undefined || anchor === '') return `#${target.id}`;
  const id = target.anchors.get(anchor) ?? target.anchors.get(anchor.toLowerCase());
  if (id !== undefined) return `#${id}`;
  const facts = { anchor, file: target.path, ...near(anchor, target.anchors) };
  report(diagnostic('link-anchor-missing', facts, place));
  return undefined;
}

/** Paths of the chapters as they are written in one of them; a chapter may have thousands of links that lead nowhere. */
const pathsByChapter = new WeakMap<LinkTarget, readonly string[]>();

function pathsFrom(here: LinkTarget, byPath: ReadonlyMap<string, LinkTarget>): readonly string[] {
  const paths =
    pathsByChapter.get(here) ??
    [...byPath.keys()].map((path) => posix.relative(posix.dirname(here.path), path));
  pathsByChapter.set(here, paths);
  return paths;
}

/** What is wrong with an address that leads out of the publication. */
function wrongAddress(target: string, scheme: string | undefined, place: Place): Diagnostic | undefined {
  if (scheme === undefined || scheme === 'file') return diagnostic('link-outside', { target }, place);
  if (!SAFE.has(scheme)) return diagnostic('link-unsafe', { scheme }, place);
  return settledAddress(target) === undefined ? diagnostic('link-broken', { target }, place) : undefined;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
