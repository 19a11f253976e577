/** Names the process that owns a file, for other processes that find the file. */
import { hostname } from 'node:os';
import process from 'node:process';
import { isRunning } from './is-running.ts';

/** Returns the id of this process and the name of this machine. */
export const ownerOfThisProcess = (): string => `${process.pid} ${hostname()}`;

/** Returns whether a text names this machine; then {@link isOwnerGone} knows about its process. */
export const isOwnerHere = (owner: string): boolean => owner.split(' ')[1] === hostname();

/** Returns whether the owner is a process of this machine that has ended. Nothing is known about other machines. */
export const isOwnerGone = (owner: string): boolean =>
  isOwnerHere(owner) && !isRunning(Number(owner.split(' ')[0]));
