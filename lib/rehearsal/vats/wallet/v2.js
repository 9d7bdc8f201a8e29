import { startVat } from '../start-vat.js';
import { wallet } from './wallet.js';

export const buildRootObject = startVat(wallet, { version: 2 });
