import { startVat } from '../start-vat.js';
import { bank } from './bank.js';

export const buildRootObject = startVat(bank, { version: 2 });
