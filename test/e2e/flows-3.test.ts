import { matrix } from './host/matrix';

matrix(2, 4);
