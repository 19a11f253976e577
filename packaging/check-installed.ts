/** Exits with 0 if every package that the source needs is installed, else with 1. Prints nothing. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findMissingPackages } from './installed-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = findMissingPackages(ROOT, '').length === 0 ? 0 : 1;
