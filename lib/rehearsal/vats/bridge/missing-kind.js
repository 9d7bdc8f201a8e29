import { startVat } from '../start-vat.js';
import { bridge } from './bridge.js';

export const buildRootObject = startVat(bridge, { version: 2, fault: 'missing-kind' });
