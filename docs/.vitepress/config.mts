import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'

const docs = join(import.meta.dirname, '..')
const title = (file: string) => readFileSync(join(docs, file), 'utf8').match(/^# (.*)$/m)?.[1].replaceAll('`', '') ?? file
const page = (file: string) => ({ text: title(file), link: '/' + file.replace(/(index)?\.md$/, '') })
const pages = (folder: string) =>
  existsSync(join(docs, folder)) ? readdirSync(join(docs, folder)).filter(name => name.endsWith('.md')).map(name => page(`${folder}/${name}`)) : []

const guides = ['guides/first-map', 'guides/own-module', 'guides/onnx', 'guides/which-method', 'guides/evaluate', 'CLUSTER', 'guides/arithmetic', 'guides/troubleshooting']
const reference = ['command-line', 'networks', 'batches', 'example', 'speed']

export default defineConfig({
  title: 'GradCam',
  description: 'Visual explanations for image classifiers, native to .NET',
  lang: 'en',
  outDir: '../artifacts/site',
  cacheDir: '../artifacts/site-cache',
  srcExclude: ['package/**', 'node_modules/**'],
  // Whoever serves the site below a folder says so: GRADCAM_SITE_BASE=/gradcam/
  base: process.env.GRADCAM_SITE_BASE ?? '/',
  // A link that leads nowhere fails the build: that is VitePress's default, and is left so.
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/guides/first-map' },
      { text: 'Reference', link: '/command-line' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: [
      { text: 'Guides', items: guides.map(name => page(`${name}.md`)) },
      { text: 'Reference', items: [...reference, 'EVIDENCE', 'LIBRARY', 'ARCHITECTURE'].map(name => page(`${name}.md`)) },
      { text: 'API', collapsed: true, items: pages('api') },
    ],
  },
})
