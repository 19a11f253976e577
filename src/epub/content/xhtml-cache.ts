/** Caches the XHTML of long sections, so that a change in one chapter of a book does not serialize the others again. */
import type { Root } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { StepCache } from '../../core/model/step-cache.ts';
import { locateFragment } from '../../core/screen/locate.ts';
import { visit } from '../../lib/html/visit.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { digestTree } from '../tree-digest.ts';
import { type SectionContext, serializeSection } from './xhtml.ts';

/** Does what {@link serializeSection} does, from the cache if possible. Short sections are not cached. */
export async function serializeSectionCached(
  section: Section,
  file: string,
  context: SectionContext,
  stepCache: StepCache | undefined,
): Promise<string> {
  const digest = stepCache && digestTree(section.body);
  const serialize = () => serializeSection(section, file, context);
  if (digest === undefined) return serialize();
  const inputs = [digest, context.direction, JSON.stringify(listReferences(section.body, file, context))];
  const make = async () => new TextEncoder().encode(serialize());
  const { bytes } = await cachedStep(stepCache, 'xhtml', inputs, make);
  return new TextDecoder().decode(bytes);
}

/** Lists what links and images of a section become; that depends on the other sections, too. */
function listReferences(
  tree: Root,
  file: string,
  { plan, locate, glossary }: SectionContext,
): readonly unknown[] {
  const references: unknown[] = [];
  visit(tree, 'element', ({ tagName, properties }) => {
    const href = String(properties.href ?? '');
    if (tagName === 'a' && href.startsWith('#'))
      references.push([locateFragment(href, file, locate), glossary.has(href.slice(1))]);
    if (tagName === 'img') references.push(plan.imageFiles.get(String(properties.src ?? '')));
  });
  return references;
}
