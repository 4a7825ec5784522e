const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Linnworks' internal ids are GUIDs. */
export const isGuid = (text: string): boolean => GUID.test(text.trim());
