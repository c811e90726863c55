import { z } from 'zod';

// Otherwise zod tries to compile code when a schema is made, which the content security policy refuses and reports
z.config({ jitless: true });
