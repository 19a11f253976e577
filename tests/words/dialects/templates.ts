/** Translates marks of site generators, and components of MDX. */
import { box, container, type Shelf, titled } from './protect.ts';

/** Code, raw marks, comments and values of templates. @param values of the front matter */
export const translateTemplates = (text: string, shelf: Shelf, values: ReadonlyMap<string, string>): string =>
  blocks(
    text
      .replace(/\{\{\/\*[\s\S]*?\*\/\}\}/g, '')
      .replace(/\{% highlight [^%]*%\}\n([\s\S]*?)\{% endhighlight %\}/g, (_, code: string) =>
        shelf.put(`\`\`\`\n${code}\`\`\``),
      )
      .replace(/\{\{< highlight [^>]*>\}\}\n([\s\S]*?)\{\{< \/highlight >\}\}/g, (_, code: string) =>
        shelf.put(`\`\`\`\n${code}\`\`\``),
      )
      .replace(/\{% raw %\}([\s\S]*?)\{% endraw %\}/g, (_, raw: string) => shelf.put(raw))
      .replace(/\{% comment %\}[\s\S]*?\{% endcomment %\}/g, '')
      .replace(/\]\(\{(?:\{<|%) (?:rel)?(?:ref|link) "?([^">%\s]+)"? (?:>\}|%)\}\)/g, ']($1)')
      .replace(/\{\{ ?page\.(\w+) ?\}\}/g, (whole, key: string) => values.get(key) ?? whole)
      .replace(/^\{\{< figure (.*) >\}\}$/gm, (_, attributes: string) => figure(attributes)),
  );

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];

function figure(attributes: string): string {
  const image = `![${attribute(attributes, 'alt') ?? ''}](${attribute(attributes, 'src') ?? ''})`;
  const caption = attribute(attributes, 'caption');
  return caption === undefined ? image : container('figure', caption, image);
}

const PAIR = /\{\{([<%]) (\w+)([^>%]*)[>%]\}\}((?:(?!\{\{[<%] \w)[\s\S])*?)\{\{[<%] \/\2 [>%]\}\}/g;

/** Pairs of shortcodes, from the inside out. */
function blocks(text: string): string {
  const inner = text.replace(PAIR, (_, _sign: string, name: string, given: string, body: string) => {
    const [first = ''] = /[a-z]\w*/.exec(given) ?? [];
    const title = attribute(given, 'title') ?? /(?<!=)"([^"]*)"/.exec(given)?.[1];
    if (/^(?:notice|hint|callout|alert)$/.test(name)) return box(first || 'note', title, body);
    if (/^(?:note|tip|warning|info)$/.test(name)) return box(name, title, body);
    return title === undefined ? `\n${body}\n` : titled(title, body);
  });
  return inner === text ? text : blocks(inner);
}

const COMPONENT = /<([A-Z]\w*)([^<>]*)>((?:(?!<[A-Z])[\s\S])*?)<\/\1>/g;

/** Components of a file `.mdx`. */
export function translateComponents(text: string): string {
  const code = text
    .replace(/^import .*$/gm, '')
    .replace(/^export const \w+ = \{\n[\s\S]*?\n\};$/gm, '')
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, '');
  return components(code);
}

function components(text: string): string {
  const inner = text.replace(COMPONENT, (_, name: string, attributes: string, body: string) => {
    if (name === 'Callout')
      return box(attribute(attributes, 'type') ?? 'note', attribute(attributes, 'title'), body);
    if (/^(?:Note|Tip|Warning|Info)$/.test(name)) return box(name, attribute(attributes, 'title'), body);
    const title = attribute(attributes, 'label') ?? attribute(attributes, 'title');
    return title === undefined ? `\n${body}\n` : titled(title, body);
  });
  return inner === text ? text : components(inner);
}
