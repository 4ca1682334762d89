import { isRoomId } from './room-id.js';

const room = location.hash.slice(1);
const app = document.querySelector('#app');
if (app) app.textContent = isRoomId(room) ? room : 'Duologue';
