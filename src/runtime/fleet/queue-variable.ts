/** Names the variable with the address of the queue. It is in a file of its own, because every build reads it. */
export const QUEUE_VARIABLE = 'HANDPRESS_QUEUE';
