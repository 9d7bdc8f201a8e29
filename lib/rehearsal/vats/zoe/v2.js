import { startVat } from '../start-vat.js';
import { zoe } from './zoe.js';

export const buildRootObject = startVat(zoe, { version: 2 });
