import { OfflineNotice } from "./offline-notice.ts";

if (!customElements.get("cs-offline-notice")) customElements.define("cs-offline-notice", OfflineNotice);

export { OfflineNotice };
