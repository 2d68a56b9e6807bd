import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import {
  listBrands,
  listCategories,
  listHomeBanners,
  showBrand,
  showCategory,
} from '#descriptions/catalog'
import {
  listProducts,
  listProductsByBrand,
  listProductsByCategory,
  showProduct,
} from '#descriptions/products'
import { listCases, showCase } from '#descriptions/cases'
import { listOwnDiscounts, listOwnProducts } from '#descriptions/discounts'
import { listRecommendations, listRelatedProducts } from '#descriptions/product_recommendations'
import {
  clearSearchHistory,
  listHotKeywords,
  listSearchHistory,
  suggestSearches,
} from '#descriptions/search_helpers'
import { listSpecialZoneCovers } from '#descriptions/special_zone_covers'
import { middleware } from '#start/kernel'

const { api } = controllers

/** The catalogue is public; a token that is sent all the same must be valid. */
router
  .group(() => {
    router.get('categories', [api.Categories, 'index']).describe(listCategories)
    router.get('categories/:id', [api.Categories, 'show']).describe(showCategory)
    router.get('brands', [api.Brands, 'index']).describe(listBrands)
    router.get('brands/:id', [api.Brands, 'show']).describe(showBrand)
    router.get('products', [api.Products, 'index']).describe(listProducts)
    router
      .get('products/by_category', [api.Products, 'byCategory'])
      .describe(listProductsByCategory)
    router.get('products/by_brand', [api.Products, 'byBrand']).describe(listProductsByBrand)
    router
      .get('products/recommendations', [api.Recommendations, 'index'])
      .describe(listRecommendations)
    router
      .get('products/search_suggestions', [api.SearchSuggestions, 'index'])
      .describe(suggestSearches)
    router
      .get('products/hot_keywords', [api.HotKeywords, 'index'])
      .as('catalog.hot_keywords_of_products')
      .describe(listHotKeywords)
    router
      .get('search-logs/hot_keywords', [api.HotKeywords, 'index'])
      .as('catalog.hot_keywords')
      .describe(listHotKeywords)
    router.get('products/:id/related', [api.RelatedProducts, 'index']).describe(listRelatedProducts)
    router.get('products/:id', [api.Products, 'show']).describe(showProduct)
    router.get('home-banners', [api.HomeBanners, 'index']).describe(listHomeBanners)
    router
      .get('special-zone-covers', [api.SpecialZoneCovers, 'index'])
      .describe(listSpecialZoneCovers)
    router.get('cases', [api.Cases, 'index']).describe(listCases)
    router.get('cases/:id', [api.Cases, 'show']).describe(showCase)
  })
  .prefix('/api/catalog')
  .use([middleware.cleanInput(), middleware.apiRate(), middleware.visitor()])

/** What the catalogue knows of the one who asks. */
router
  .group(() => {
    router
      .get('catalog/products/with_discounts', [api.UserProducts, 'index'])
      .describe(listOwnProducts)
    router
      .get('discounts/query_user_products', [api.UserProducts, 'discounts'])
      .describe(listOwnDiscounts)
    router
      .get('catalog/search-logs/my_history', [api.SearchHistory, 'index'])
      .describe(listSearchHistory)
    router
      .post('catalog/search-logs/clear_history', [api.SearchHistory, 'destroy'])
      .as('catalog.clear_history')
      .describe(clearSearchHistory)
    router
      .delete('catalog/search-logs/clear_history', [api.SearchHistory, 'destroy'])
      .as('catalog.delete_history')
      .describe(clearSearchHistory)
  })
  .prefix('/api')
  .use([middleware.apiRate(), middleware.shopper(), middleware.body(), middleware.cleanInput()])
