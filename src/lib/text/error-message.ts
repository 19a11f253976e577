/** Reads the message of a thrown value. */

/** Returns the message of an error, or the value as text, because any value can be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
