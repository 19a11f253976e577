/** Looks into schemas: which keys and which values they define at a path. */

export type Path = readonly PropertyKey[];

/** Lists the values that the schema allows at a path; none if it does not list them. */
export function findChoices(schema: object, path: Path): readonly string[] {
  const found = path.reduce(findInnerSchema, unwrapSchema(schema));
  const options = 'options' in found && Array.isArray(found.options) ? found.options : [];
  return options.filter((option) => typeof option === 'string');
}

/** Finds the keys that the schema defines for the object at a path. */
export function findKnownKeys(schema: object, path: Path): readonly string[] {
  const found = path.reduce(findInnerSchema, unwrapSchema(schema));
  return Object.keys(entriesOf(found) ?? {});
}

/** Returns the schema inside `v.optional` and the like; of several schemas, the one with keys. */
function unwrapSchema(schema: object): object {
  if ('wrapped' in schema && isObject(schema.wrapped)) return unwrapSchema(schema.wrapped);
  if (!('options' in schema && Array.isArray(schema.options))) return schema;
  return schema.options.filter(isObject).find((option) => entriesOf(option) !== undefined) ?? schema;
}

/** Returns the schema of an object's entry, of a list's items, or of a record's values; an empty one if there is none. */
function findInnerSchema(schema: object, key: PropertyKey): object {
  const entries = entriesOf(schema);
  const item = 'item' in schema ? schema.item : 'value' in schema ? schema.value : undefined;
  const inner: unknown = entries === undefined ? item : Reflect.get(entries, key);
  return isObject(inner) ? unwrapSchema(inner) : {};
}

const entriesOf = (schema: object): object | undefined =>
  'entries' in schema && isObject(schema.entries) ? schema.entries : undefined;

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
