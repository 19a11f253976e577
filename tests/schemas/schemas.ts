/** Writes the JSON Schemas, with which editors complete and check settings, from the schemas of the reader. */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { brandSchema } from '../../src/read/settings/brand/brand-schema.ts';
import { projectSchema } from '../../src/read/settings/project-schema.ts';
import { chapterSchema, fileSchema, publicationSchema } from '../../src/read/settings/publication-schema.ts';

const FOLDER = new URL('../../schemas/', import.meta.url);

export function schemaFiles(): readonly { url: URL; text: string }[] {
  return [
    {
      url: new URL('publication.schema.json', FOLDER),
      text: write('publication.yaml of Handpress', publicationSchema),
    },
    {
      url: new URL('handpress.schema.json', FOLDER),
      text: write('handpress.yaml of Handpress', projectSchema),
    },
    {
      url: new URL('front-matter.schema.json', FOLDER),
      text: write('Front matter of a Markdown file for Handpress', v.union([chapterSchema, fileSchema])),
    },
    { url: new URL('brand.schema.json', FOLDER), text: write('brand.yaml of Handpress', brandSchema) },
  ];
}

function write(title: string, schema: v.GenericSchema): string {
  const json = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ title, ...(relax(json) as object) }, null, 2)}\n`;
}

/** Keys whose values YAML reads as numbers; Handpress takes `0.1` and `20` as they are written. */
const NUMBERS = 'version published width height top bottom inside outside size leading smallest'.split(' ');

function relax(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((item) => relax(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, relax(value)]);
  const relaxed = Object.fromEntries(entries) as { properties?: Record<string, object> };
  for (const name of NUMBERS) {
    const property = relaxed.properties?.[name];
    if (property && 'type' in property) property.type = ['string', 'number'];
  }
  return relaxed;
}
