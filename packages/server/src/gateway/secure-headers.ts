import type { App } from "./gateway.ts";

const policy = (scripts: string): string =>
  [
    "default-src 'self'",
    `script-src ${scripts}`,
    // React sets single styles; the reference brings whole sheets.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const pagePolicy = policy("'self'");
/** The reference starts itself with a script in its page. It, too, may load from nowhere else. */
const referencePolicy = policy("'self' 'unsafe-inline'");

/** What browsers are told of every answer. There is no CORS: another site's page may read nothing here. */
export const secureHeaders = (app: App): void => {
  app.addHook("onRequest", (request, reply, done) => {
    const isReference = /^\/reference(\/|\?|$)/.test(request.url);
    void reply.headers({
      "content-security-policy": isReference ? referencePolicy : pagePolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    done();
  });
};
