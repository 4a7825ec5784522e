import { matrix } from './host/matrix';

matrix(0, 4);
