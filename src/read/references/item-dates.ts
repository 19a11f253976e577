/** Changes dates as pandoc writes them in YAML to those of CSL: `year:`, `month:` and `day:`, and texts such as `2026-11`. */

type Data = Readonly<Record<string, unknown>>;

const DATES = ['accessed', 'available-date', 'event-date', 'issued', 'original-date', 'submitted'];

/** A day, month or year, or two of them with a slash between (EDTF). */
const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:\/(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?)?$/;

/** Returns the items with their dates changed; what is no list as it is. */
export const normalizeItems = (items: unknown): unknown =>
  Array.isArray(items) ? items.map((item: unknown) => (isData(item) ? normalizeItem(item) : item)) : items;

function normalizeItem(item: Data): Data {
  const changed: Record<string, unknown> = { ...item };
  for (const name of DATES) if (name in item) changed[name] = normalizeDate(item[name]);
  return changed;
}

function normalizeDate(date: unknown): unknown {
  if (typeof date === 'string') {
    const [, ...parts] = ISO_DATE.exec(date.trim()) ?? [];
    const days = [parts.slice(0, 3), parts.slice(3)].map((day) => day.filter(Boolean).map(Number));
    return parts.length === 0 ? date : { 'date-parts': days.filter((day) => day.length > 0) };
  }
  const days = Array.isArray(date) ? date : [date];
  if (!days.every((day) => isData(day) && 'year' in day)) return date;
  return {
    'date-parts': days.map(({ year, month, day }: Data) =>
      [year, month, day].filter((part) => part !== undefined),
    ),
  };
}

const isData = (given: unknown): given is Data =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
