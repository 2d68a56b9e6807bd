/** The map `imports` of package.json names the built `.js`; from source the files end in `.ts`. */
module.exports = { resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } }
