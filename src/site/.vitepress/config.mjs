import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'
import { checkLinks, writeForPrograms } from '../output.mjs'
import { pages, repository, sections } from '../pages.mjs'

// bin/site runs a copy of this folder in target/site-build.
const project = path.resolve(import.meta.dirname, '../../..')
const home = 'README.md'

// Pages that the site would miss, and listed pages that do not exist.
const found = ['.', 'docs', 'config', 'examples'].flatMap((folder) =>
  fs
    .readdirSync(path.join(project, folder), { recursive: folder === 'docs' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(folder, file)),
)
const wrong = [
  ...found.filter((page) => !pages.has(page)),
  ...[...pages.keys()].filter((page) => !found.includes(page)),
]
if (wrong.length > 0) {
  throw new Error(`src/site/pages.mjs must list each page once: ${wrong.join(', ')}`)
}

const address = (page) => '/' + (page === home ? '' : page.replace(/\.md$/, '.html'))

// The anchors of code hosts, so that links work there and on the site.
const slug = (heading) =>
  heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')

// Links to files that are not pages lead to the repository.
function link(page, href) {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [file, anchor] = href.split('#')
  const target = path.posix.join(path.posix.dirname(page), file)
  if (!fs.existsSync(path.join(project, target))) {
    throw new Error(`${page}: ${href} does not exist`)
  }
  const hash = anchor === undefined ? '' : '#' + anchor
  return pages.has(target) ? address(target) + hash : `${repository}/blob/main/${target}${hash}`
}

function rewriteLinks(markdown) {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    for (const token of tokens.flatMap((block) => block.children ?? [])) {
      if (token.type === 'link_open') {
        token.attrSet('href', link(env.relativePath === 'index.md' ? home : env.relativePath, token.attrGet('href')))
      }
    }
  })
}

export default defineConfig({
  title: 'Kafka Connect SQS Sink',
  description: 'Forwards events from Kafka topics to Amazon SQS, at least once, ten messages a request.',
  srcDir: project,
  srcExclude: ['{.*,assembly,bin,src,target}/**', 'examples/*/**'],
  outDir: path.join(project, 'target/site'),
  cacheDir: path.join(project, 'target/site-cache'),
  rewrites: { [home]: 'index.md' },
  markdown: {
    languageAlias: { 'logs-insights': 'sql' },
    anchor: { slugify: slug },
    toc: { slugify: slug },
    headers: { slugify: slug },
    config: rewriteLinks,
  },
  // The pages are outside of the folder that has node_modules.
  vite: { resolve: { alias: { vue: path.resolve(import.meta.dirname, '../node_modules/vue') } } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: sections.map(({ text, pages }) => ({
      text,
      items: Object.entries(pages).map(([page, title]) => ({ text: title, link: address(page) })),
    })),
    socialLinks: [{ icon: 'github', link: repository }],
    footer: { message: 'Apache License 2.0' },
  },
  transformHead: ({ pageData }) => [
    ['link', { rel: 'alternate', type: 'text/markdown', href: '/' + pageData.filePath }],
  ],
  buildEnd({ outDir }) {
    writeForPrograms(project, outDir)
    checkLinks(outDir)
  },
})
