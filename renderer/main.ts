import { createApp } from 'vue';
import WorkbenchApp from './app/WorkbenchApp.vue';

createApp(WorkbenchApp).mount('#app');
