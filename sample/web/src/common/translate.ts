let translations: Record<string, string> = {};

/** Loads the messages of the page's language, if there are any. */
export async function loadLocale(language: string): Promise<void> {
    if (language.startsWith("de")) {
        translations = (await import("../locales/de-DE.js")).templates;
    }
}

/** A text of the page in its language. */
export function msg(text: string): string {
    return translations[text] ?? text;
}
