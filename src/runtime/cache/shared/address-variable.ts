/** Names the variable with the address of the shared cache. It is in a file of its own, because every build reads it. */
export const SHARED_CACHE_VARIABLE = 'HANDPRESS_SHARED_CACHE';
