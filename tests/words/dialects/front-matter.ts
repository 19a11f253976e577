/** Splits the front matter from a text, in the forms of other programs. */
import { parse } from 'yaml';

export interface Split {
  readonly values: ReadonlyMap<string, string>;
  readonly body: string;
}

export function splitFrontMatter(text: string): Split {
  const [yaml, yamlText] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  if (yaml !== undefined) return { values: mapOf(parse(yamlText ?? '')), body: text.slice(yaml.length) };
  const [toml, tomlText = ''] = /^\+\+\+\n([\s\S]*?)\n\+\+\+\n/.exec(text) ?? [];
  if (toml !== undefined) {
    const lines = [...tomlText.matchAll(/^(\w+) = "(.*)"$/gm)];
    return {
      values: new Map(lines.map(([, key = '', value = '']) => [key, value])),
      body: text.slice(toml.length),
    };
  }
  const [json] = /^\{\n[\s\S]*?\n\}\n/.exec(text) ?? [];
  if (json !== undefined) return { values: mapOf(JSON.parse(json)), body: text.slice(json.length) };
  return { values: new Map(), body: text };
}

const mapOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(Object.entries(value ?? {}).map(([key, one]) => [key, String(one)]));
