import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

/** The catalogue is public; a token that is sent all the same must be valid. */
router
  .group(() => {
    router.get('categories', [controllers.api.Categories, 'index'])
    router.get('categories/:id', [controllers.api.Categories, 'show'])
    router.get('brands', [controllers.api.Brands, 'index'])
    router.get('brands/:id', [controllers.api.Brands, 'show'])
    router.get('products', [controllers.api.Products, 'index'])
    router.get('products/by_category', [controllers.api.Products, 'byCategory'])
    router.get('products/by_brand', [controllers.api.Products, 'byBrand'])
    router.get('products/:id', [controllers.api.Products, 'show'])
    router.get('home-banners', [controllers.api.HomeBanners, 'index'])
  })
  .prefix('/api/catalog')
  .use([middleware.cleanInput(), middleware.apiRate(), middleware.visitor()])
