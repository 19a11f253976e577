/** Finds HTML that validators refuse: unknown elements and attributes, and elements in a wrong place. */
import type { Element, ElementContent } from 'hast';
import { toFlowContent } from './content-model.ts';
import { HEADING, hasBlock, isBlank, isPhrasing } from './elements.ts';

/** What is invalid, and the element where it is. */
export interface HtmlFault {
  readonly reason: string;
  readonly element: Element;
}

/** Elements of HTML that have attributes of their own; `*` for any attribute. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  a: 'href target download ping rel hreflang type referrerpolicy',
  bdo: 'dir',
  blockquote: 'cite',
  col: 'span',
  colgroup: 'span',
  data: 'value',
  del: 'cite datetime',
  details: 'open name',
  dialog: 'open',
  img: 'alt src srcset sizes crossorigin usemap ismap width height referrerpolicy decoding loading fetchpriority',
  ins: 'cite datetime',
  li: 'value',
  ol: 'reversed start type',
  q: 'cite',
  td: 'colspan rowspan headers',
  th: 'colspan rowspan headers scope abbr',
  time: 'datetime',
};

/** Elements whose attributes depend on each other and are not validated here. */
const UNCHECKED =
  'area audio button canvas embed fieldset form iframe input label map meter object optgroup option output progress script select source template textarea track video'.split(
    ' ',
  );

const PLAIN =
  'abbr address article aside b bdi br caption cite code datalist dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i kbd legend main mark menu nav noscript p picture pre rp rt ruby s samp search section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr'.split(
    ' ',
  );

const ELEMENTS: ReadonlySet<string> = new Set([...Object.keys(ATTRIBUTES), ...UNCHECKED, ...PLAIN]);

/** Attributes of all elements. A handler such as `onclick` is a script, which an e-book must declare. */
const GLOBAL =
  /^(?:accesskey|autocapitalize|autofocus|class|contenteditable|dir|draggable|enterkeyhint|hidden|id|inert|inputmode|is|item(?:id|prop|ref|scope|type)|lang|nonce|popover|slot|spellcheck|style|tabindex|title|translate|role|xml:\w+|xmlns(?::\w+)?|epub:\w+|aria-[a-z]+|data-[^A-Z]+)$/;

/** Phrasing content that no author of a text can write, so that the content model does not know it. */
const OTHER_PHRASING =
  'area audio button canvas data datalist embed iframe input label map meter noscript object output picture progress script select template textarea video'.split(
    ' ',
  );

/**
 * Finds the first fault in the content of a `body`.
 * @param nodes elements with the attributes of the source; foreign elements are not looked into
 */
export function findHtmlFault(nodes: readonly ElementContent[]): HtmlFault | undefined {
  return findVocabularyFault(nodes) ?? findNestingFault(nodes);
}

function findVocabularyFault(nodes: readonly ElementContent[]): HtmlFault | undefined {
  for (const element of nodes) {
    if (element.type !== 'element' || isForeign(element)) continue;
    const { tagName } = element;
    if (!ELEMENTS.has(tagName)) return { reason: `there is no element \`<${tagName}>\` in HTML`, element };
    const unknown = Object.keys(element.properties).find((name) => !hasAttribute(tagName, name));
    if (unknown !== undefined) return { reason: `\`<${tagName}>\` has no attribute \`${unknown}\``, element };
    const fault = findVocabularyFault(element.children);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isForeign = ({ tagName }: Element): boolean => /^(?:svg|math)$|:/.test(tagName);

function hasAttribute(element: string, name: string): boolean {
  if (GLOBAL.test(name)) return true;
  if (UNCHECKED.includes(element)) return !/^on/.test(name);
  return (ATTRIBUTES[element] ?? '').split(' ').includes(name);
}

/** Finds the first element that the repair of the content model would change. */
function findNestingFault(nodes: readonly ElementContent[]): HtmlFault | undefined {
  const plain = nodes.map(simplify);
  // The repair changes its input.
  return compare(plain, toFlowContent(structuredClone(plain)), undefined);
}

/** Returns a copy without what the content model does not know. */
function simplify(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  const isOther = OTHER_PHRASING.includes(node.tagName);
  const tagName = isOther ? 'span' : node.tagName;
  const { datetime, ...others } = node.properties;
  const properties = datetime === undefined ? others : { ...others, dateTime: String(datetime) };
  const children = isForeign(node) || isOther ? [] : node.children.map(simplify);
  return { ...node, tagName, properties, children: tagName === 'dl' ? removeGroups(children) : children };
}

/** Takes the groups of a description list apart; the content model has them only without. */
const removeGroups = (children: readonly ElementContent[]): ElementContent[] =>
  children.flatMap((child) =>
    child.type === 'element' && child.tagName === 'div' ? child.children : [child],
  );

function compare(
  before: readonly ElementContent[],
  after: readonly ElementContent[],
  parent: Element | undefined,
): HtmlFault | undefined {
  const [one, other] = [before, after].map((nodes) => nodes.filter((node) => !isBlank(node)));
  for (const [index, node] of (one ?? []).entries()) {
    const repaired = other?.[index];
    if (repaired === undefined || nameOf(node) !== nameOf(repaired)) return describe(node, parent);
    if (node.type !== 'element' || repaired.type !== 'element') continue;
    const fault = compare(node.children, repaired.children, node);
    if (fault !== undefined) return fault;
  }
  const isSame = one?.length === other?.length;
  return isSame || parent === undefined ? undefined : describe(parent, undefined);
}

const nameOf = (node: ElementContent): string => (node.type === 'element' ? node.tagName : node.type);

/** Elements that need certain children or attributes. */
const COMPOUND = new Set(['bdo', 'details', 'hgroup', 'ruby', 'time']);

function describe(node: ElementContent, parent: Element | undefined): HtmlFault | undefined {
  const element = node.type === 'element' ? node : parent;
  if (element === undefined) return undefined;
  const name = `\`<${element.tagName}>\``;
  if (node.type !== 'element') return { reason: `text is not allowed in ${name}`, element };
  const block = isLine(element) ? element.children.map(findBlock).find((found) => found) : undefined;
  if (block !== undefined) {
    return { reason: `\`<${block.tagName}>\` is not allowed in ${name}`, element: block };
  }
  if (COMPOUND.has(element.tagName)) {
    return { reason: `${name} lacks a part or an attribute that it must have`, element };
  }
  const where = parent === undefined ? 'here' : `in \`<${parent.tagName}>\``;
  return { reason: `${name} is not allowed ${where}`, element };
}

/** Whether an element contains only phrasing content. */
const isLine = (element: Element): boolean =>
  isPhrasing(element) ||
  HEADING.test(element.tagName) ||
  element.tagName === 'p' ||
  element.tagName === 'pre';

/** Returns the outermost element that is not phrasing content. */
function findBlock(node: ElementContent): Element | undefined {
  if (node.type !== 'element' || !hasBlock(node)) return undefined;
  if (!isPhrasing(node)) return node;
  return node.children.map(findBlock).find((found) => found);
}
