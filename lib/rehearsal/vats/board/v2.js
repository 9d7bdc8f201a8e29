import { startVat } from '../start-vat.js';
import { board } from './board.js';

export const buildRootObject = startVat(board, { version: 2 });
