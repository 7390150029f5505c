/** The smallest course site that Docusaurus makes. */
export default {
  title: "Course",
  url: "http://localhost",
  baseUrl: "/hosts/docusaurus/build/",
  onBrokenLinks: "throw",
  presets: [["classic", { docs: { routeBasePath: "/", sidebarPath: undefined }, blog: false, pages: false }]],
};
