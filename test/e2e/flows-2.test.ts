import { matrix } from './host/matrix';

matrix(1, 4);
