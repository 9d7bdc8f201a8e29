import { startVat } from '../start-vat.js';
import { contract } from './contract.js';

export const buildRootObject = startVat(contract, { version: 2, fault: 'missing-kind' });
