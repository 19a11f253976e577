/** Ends with 0 where all is installed that the source runs with, else with 1. Says nothing. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findMissingPackages } from './installed-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = findMissingPackages(ROOT, '').length === 0 ? 0 : 1;
