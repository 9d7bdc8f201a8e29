import { startVat } from '../start-vat.js';
import { provisioning } from './provisioning.js';

export const buildRootObject = startVat(provisioning, { version: 1 });
