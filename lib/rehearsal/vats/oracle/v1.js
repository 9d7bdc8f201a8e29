import { startVat } from '../start-vat.js';
import { oracle } from './oracle.js';

export const buildRootObject = startVat(oracle, { version: 1 });
