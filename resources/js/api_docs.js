import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'

const domNode = document.getElementById('reader')

/** Everything comes from this site: nothing is sent to a validator elsewhere. */
SwaggerUI({
  domNode,
  url: domNode.dataset.document,
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 2,
  displayRequestDuration: true,
})
